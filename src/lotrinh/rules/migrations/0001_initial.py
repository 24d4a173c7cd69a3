import django.db.models.deletion
import lotrinh.core.registers.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_deputies_and_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalDatedRule',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('key', models.CharField(max_length=80, verbose_name='khoá')),
                ('label', models.CharField(max_length=200, verbose_name='quy định về')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='giá trị')),
                ('unit', models.CharField(blank=True, max_length=50, verbose_name='đơn vị tính')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('document', models.CharField(max_length=200, verbose_name='văn bản')),
                ('clause', models.CharField(blank=True, max_length=100, verbose_name='điều khoản')),
                ('certainty', models.CharField(choices=[('confirmed', 'đã đối chiếu văn bản'), ('secondary', 'theo nguồn thứ cấp'), ('unconfirmed', 'chưa đối chiếu, cần kiểm tra')], default='unconfirmed', max_length=15, verbose_name='độ chắc chắn')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('fold', lotrinh.core.registers.models.FoldedField('label', 'document', 'key', blank=True, default='', editable=False)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical quy định',
                'verbose_name_plural': 'historical quy định',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='DatedRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('key', models.CharField(max_length=80, verbose_name='khoá')),
                ('label', models.CharField(max_length=200, verbose_name='quy định về')),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='giá trị')),
                ('unit', models.CharField(blank=True, max_length=50, verbose_name='đơn vị tính')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('document', models.CharField(max_length=200, verbose_name='văn bản')),
                ('clause', models.CharField(blank=True, max_length=100, verbose_name='điều khoản')),
                ('certainty', models.CharField(choices=[('confirmed', 'đã đối chiếu văn bản'), ('secondary', 'theo nguồn thứ cấp'), ('unconfirmed', 'chưa đối chiếu, cần kiểm tra')], default='unconfirmed', max_length=15, verbose_name='độ chắc chắn')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('fold', lotrinh.core.registers.models.FoldedField('label', 'document', 'key', blank=True, default='', editable=False)),
            ],
            options={
                'verbose_name': 'quy định',
                'verbose_name_plural': 'quy định',
                'constraints': [models.UniqueConstraint(fields=('key', 'valid_from'), name='one_rule_from_a_day'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rule_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('text', ''), _negated=True), _connector='OR'), name='rule_says_something')],
                'indexes': [],
            },
        ),
    ]
