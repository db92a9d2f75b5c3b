"""What a person does and sees, as pure functions: no screen, no clock, no files of its own."""
