"""What changes from outside on a date: published rates, legal caps, work calendars."""

from .calendar import Calendar
from .check import check
from .picking import Picked, Reference, joined, read
from .schema import ReferenceData

__all__ = ["Calendar", "Picked", "Reference", "ReferenceData", "check", "joined", "read"]
