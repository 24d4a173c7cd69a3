"""Private keys of offices are no longer kept plain; answers of other offices keep their number there."""

from django.db import migrations, models
from django.db.models import Q

from lotrinh.collection.sealing import seal


def seal_keys(apps, editor):
    keys = apps.get_model("collection", "OfficeKey")
    for key in keys.objects.exclude(sealed=""):
        key.sealed = seal(key.sealed)
        key.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [("collection", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("officekey", "one_own_key_an_office"),
        migrations.RenameField("officekey", "private", "sealed"),
        migrations.AlterField("officekey", "sealed", models.CharField(blank=True, max_length=300)),
        migrations.AddConstraint(
            "officekey",
            models.UniqueConstraint(
                name="one_own_key_an_office", fields=["organization"], condition=~Q(sealed="") & Q(withdrawn=None)
            ),
        ),
        migrations.AddField(
            "answer",
            "number_there",
            models.PositiveIntegerField("bản số ở cơ quan gửi", null=True, blank=True),
        ),
        migrations.RunPython(seal_keys, migrations.RunPython.noop),
    ]
