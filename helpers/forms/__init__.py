"""The form kit: fields of the record become inputs that save themselves.

A form is made of groups of fields. What a field is called, how it is explained and what it may hold comes from the
record (`helpers/project/record/`), so that a field is added in one place. Where nobody sits in front of the kernel
(papermill, nbval, nbconvert) a form shows nothing, and nothing of the browser is imported.

Examples
--------
>>> from helpers.forms import Group, field
>>> group = Group("What it is for", (field("purpose.aim"), field("purpose.who")))
>>> group.fields[0].label, group.fields[0].kind
('Aim', 'text')
"""

from helpers.forms.arriving import Arrived
from helpers.forms.asked import Choice, Field, field
from helpers.forms.groups import Action, File, Group, Progress
from helpers.forms.show import folded, form, live, read_back
from helpers.forms.upload import Place, Standing, upload
from helpers.forms.where import is_live

__all__ = [
    "Action",
    "Arrived",
    "Choice",
    "Field",
    "File",
    "Group",
    "Place",
    "Progress",
    "Standing",
    "field",
    "folded",
    "form",
    "is_live",
    "live",
    "read_back",
    "upload",
]
