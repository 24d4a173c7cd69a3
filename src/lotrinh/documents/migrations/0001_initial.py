import django.db.models.deletion
import lotrinh.core.registers.models
import lotrinh.documents.models
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
            name='HistoricalOfficialDocument',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('number', models.CharField(help_text='Như in trên văn bản, ví dụ 12/KH-UBND.', max_length=100, verbose_name='số, ký hiệu')),
                ('kind', models.CharField(choices=[('law', 'luật, nghị quyết của Quốc hội'), ('decree', 'nghị định'), ('circular', 'thông tư'), ('resolution', 'nghị quyết'), ('decision', 'quyết định'), ('directive', 'chỉ thị'), ('conclusion', 'kết luận'), ('programme', 'chương trình'), ('plan', 'kế hoạch'), ('report', 'báo cáo'), ('submission', 'tờ trình'), ('notification', 'thông báo'), ('guidance', 'hướng dẫn'), ('minutes', 'biên bản'), ('letter', 'công văn'), ('contract', 'hợp đồng'), ('other', 'văn bản khác')], max_length=12, verbose_name='loại văn bản')),
                ('issuer', models.CharField(help_text='Như in trên văn bản.', max_length=300, verbose_name='cơ quan ban hành')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('title', models.CharField(max_length=1000, verbose_name='trích yếu')),
                ('fold', lotrinh.core.registers.models.FoldedField('number', 'issuer', 'title', blank=True, default='', editable=False)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical văn bản',
                'verbose_name_plural': 'historical văn bản',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('number', models.CharField(help_text='Như in trên văn bản, ví dụ 12/KH-UBND.', max_length=100, verbose_name='số, ký hiệu')),
                ('kind', models.CharField(choices=[('law', 'luật, nghị quyết của Quốc hội'), ('decree', 'nghị định'), ('circular', 'thông tư'), ('resolution', 'nghị quyết'), ('decision', 'quyết định'), ('directive', 'chỉ thị'), ('conclusion', 'kết luận'), ('programme', 'chương trình'), ('plan', 'kế hoạch'), ('report', 'báo cáo'), ('submission', 'tờ trình'), ('notification', 'thông báo'), ('guidance', 'hướng dẫn'), ('minutes', 'biên bản'), ('letter', 'công văn'), ('contract', 'hợp đồng'), ('other', 'văn bản khác')], max_length=12, verbose_name='loại văn bản')),
                ('issuer', models.CharField(help_text='Như in trên văn bản.', max_length=300, verbose_name='cơ quan ban hành')),
                ('issued_on', models.DateField(verbose_name='ngày ban hành')),
                ('title', models.CharField(max_length=1000, verbose_name='trích yếu')),
                ('fold', lotrinh.core.registers.models.FoldedField('number', 'issuer', 'title', blank=True, default='', editable=False)),
            ],
            options={
                'verbose_name': 'văn bản',
                'verbose_name_plural': 'văn bản',
                'constraints': [models.UniqueConstraint(fields=('number', 'issuer', 'issued_on'), name='one_number_per_issuer_and_day')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=lotrinh.documents.models._kept_as, verbose_name='tệp')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word'), ('xlsx', 'Excel'), ('odt', 'OpenDocument (văn bản)'), ('ods', 'OpenDocument (bảng tính)'), ('jpeg', 'ảnh JPEG'), ('png', 'ảnh PNG'), ('webp', 'ảnh WebP'), ('txt', 'văn bản thuần')], max_length=5, verbose_name='loại')),
                ('size', models.PositiveBigIntegerField(verbose_name='kích thước (byte)')),
                ('sha256', models.CharField(max_length=64)),
                ('register', models.CharField(max_length=80, verbose_name='sổ')),
                ('key', models.CharField(max_length=80, verbose_name='dòng')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='tải lên')),
            ],
            options={
                'verbose_name': 'tệp',
                'verbose_name_plural': 'tệp',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['register', 'key'], name='file_of_a_row')],
                'constraints': [],
            },
        ),
    ]
