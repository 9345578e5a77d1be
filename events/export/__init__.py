"""Writing events out in the formats that analysts use, each as a stream of bytes."""

from events.export.form import FORMATS, LICENCE, Form, shareable, written
from events.export.told import Told

__all__ = ["FORMATS", "LICENCE", "Form", "Told", "shareable", "written"]
