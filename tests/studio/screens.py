"""The studio run by Streamlit's own test bench."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "app.py"


def opened(**parameters: str) -> AppTest:
    """The studio as an address with these parameters opens it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    return ran(app)


def ran(app: AppTest) -> AppTest:
    """The studio after another run, which met no error."""
    app.run()
    assert not app.exception
    return app


def pieces(app: AppTest, mark: str) -> str:
    """The markup that holds a class, the style left out."""
    bodies = (each.proto.body for each in app.get("html"))
    return "\n".join(body for body in bodies if f'class="{mark}' in body)


def picture(app: AppTest) -> str:
    """The flow that is drawn, in DOT."""
    (chart,) = app.get("graphviz_chart")
    spec: str = chart.proto.spec
    return spec
