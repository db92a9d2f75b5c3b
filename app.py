"""The door of the studio: `streamlit run app.py`."""

from studio.main import main

main()
