"""Which templates the running demo was asked to render: the journeys must have met them all."""

import os
from pathlib import Path

from django.template.backends.django import DjangoTemplates

SEEN = "LOTRINH_TEMPLATES_SEEN"
"""Name of the variable with the file that takes one template name a line."""


class WatchedTemplates(DjangoTemplates):
    """Django's own templates. What a template extends or includes does not come by here: only whole pages do."""

    def get_template(self, template_name):
        with Path(os.environ[SEEN]).open("a") as seen:
            seen.write(f"{template_name}\n")
        return super().get_template(template_name)
