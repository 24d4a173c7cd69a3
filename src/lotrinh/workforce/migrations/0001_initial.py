import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_deputies_and_mail'),
        ('establishments', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalLabourReturn',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='tính đến ngày')),
                ('workers', models.PositiveIntegerField(verbose_name='tổng số lao động')),
                ('women', models.PositiveIntegerField(default=0, verbose_name='trong đó nữ')),
                ('untrained', models.PositiveIntegerField(default=0, verbose_name='chưa qua đào tạo')),
                ('short_course', models.PositiveIntegerField(default=0, verbose_name='đào tạo dưới 3 tháng')),
                ('skilled_without_certificate', models.PositiveIntegerField(default=0, verbose_name='công nhân kỹ thuật không bằng')),
                ('elementary', models.PositiveIntegerField(default=0, verbose_name='sơ cấp')),
                ('intermediate', models.PositiveIntegerField(default=0, verbose_name='trung cấp')),
                ('college', models.PositiveIntegerField(default=0, verbose_name='cao đẳng')),
                ('university', models.PositiveIntegerField(default=0, verbose_name='đại học')),
                ('postgraduate', models.PositiveIntegerField(default=0, verbose_name='sau đại học')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('establishment', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='establishments.establishment', verbose_name='cơ sở')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical phiếu khai lao động',
                'verbose_name_plural': 'historical phiếu khai lao động',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='LabourReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('establishment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='labour_returns', to='establishments.establishment', verbose_name='cơ sở')),
                ('as_of', models.DateField(verbose_name='tính đến ngày')),
                ('workers', models.PositiveIntegerField(verbose_name='tổng số lao động')),
                ('women', models.PositiveIntegerField(default=0, verbose_name='trong đó nữ')),
                ('untrained', models.PositiveIntegerField(default=0, verbose_name='chưa qua đào tạo')),
                ('short_course', models.PositiveIntegerField(default=0, verbose_name='đào tạo dưới 3 tháng')),
                ('skilled_without_certificate', models.PositiveIntegerField(default=0, verbose_name='công nhân kỹ thuật không bằng')),
                ('elementary', models.PositiveIntegerField(default=0, verbose_name='sơ cấp')),
                ('intermediate', models.PositiveIntegerField(default=0, verbose_name='trung cấp')),
                ('college', models.PositiveIntegerField(default=0, verbose_name='cao đẳng')),
                ('university', models.PositiveIntegerField(default=0, verbose_name='đại học')),
                ('postgraduate', models.PositiveIntegerField(default=0, verbose_name='sau đại học')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
            ],
            options={
                'verbose_name': 'phiếu khai lao động',
                'verbose_name_plural': 'phiếu khai lao động',
                'indexes': [models.Index(fields=['as_of'], name='workforce_l_as_of_71ef74_idx')],
                'constraints': [models.UniqueConstraint(fields=('establishment', 'as_of'), name='one_labour_return_per_day'), models.CheckConstraint(condition=models.Q(('women__lte', models.F('workers'))), name='women_are_among_the_workers')],
            },
        ),
    ]
