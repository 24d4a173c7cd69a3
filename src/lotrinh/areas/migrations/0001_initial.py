import datetime
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
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('code', models.CharField(blank=True, help_text='Mã trong danh mục của Thủ tướng Chính phủ.', max_length=10, verbose_name='mã')),
                ('name', models.CharField(max_length=150, verbose_name='tên')),
                ('full_name', models.CharField(max_length=300, unique=True, verbose_name='tên đầy đủ')),
                ('kind', models.CharField(choices=[('tinh', 'tỉnh'), ('thanh_pho_tw', 'thành phố trực thuộc trung ương'), ('thanh_pho', 'thành phố thuộc tỉnh'), ('thi_xa', 'thị xã'), ('huyen', 'huyện'), ('phuong', 'phường'), ('xa', 'xã'), ('thi_tran', 'thị trấn'), ('dac_khu', 'đặc khu')], max_length=15, verbose_name='loại')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='areas.area', verbose_name='thuộc')),
                ('path', models.CharField(max_length=120, unique=True, verbose_name='đường dẫn')),
                ('valid_from', models.DateField(default=datetime.date(1900, 1, 1), verbose_name='có từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết')),
                ('area_km2', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='diện tích (km²)')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='vĩ độ')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='kinh độ')),
                ('min_lon', models.FloatField(blank=True, null=True, verbose_name='kinh độ nhỏ nhất')),
                ('min_lat', models.FloatField(blank=True, null=True, verbose_name='vĩ độ nhỏ nhất')),
                ('max_lon', models.FloatField(blank=True, null=True, verbose_name='kinh độ lớn nhất')),
                ('max_lat', models.FloatField(blank=True, null=True, verbose_name='vĩ độ lớn nhất')),
                ('outline', models.JSONField(blank=True, help_text='GeoJSON, WGS 84.', null=True, verbose_name='ranh giới')),
                ('partly_recorded', models.BooleanField(default=False, help_text='Không phải mọi đơn vị bên trong đều có trong bảng này.', verbose_name='mới ghi một phần')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('fold', lotrinh.core.registers.models.FoldedField('full_name', 'code', blank=True, default='', editable=False)),
                ('sort_key', lotrinh.core.registers.models.SortKeyField('name', blank=True, db_index=True, default='', editable=False, max_length=400)),
            ],
            options={
                'verbose_name': 'địa bàn',
                'verbose_name_plural': 'địa bàn',
                'ordering': ['sort_key', 'valid_from'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code', 'valid_from'), name='area_key'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='area_ends_after_it_starts')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='HistoricalArea',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('code', models.CharField(blank=True, help_text='Mã trong danh mục của Thủ tướng Chính phủ.', max_length=10, verbose_name='mã')),
                ('name', models.CharField(max_length=150, verbose_name='tên')),
                ('full_name', models.CharField(max_length=300, verbose_name='tên đầy đủ')),
                ('kind', models.CharField(choices=[('tinh', 'tỉnh'), ('thanh_pho_tw', 'thành phố trực thuộc trung ương'), ('thanh_pho', 'thành phố thuộc tỉnh'), ('thi_xa', 'thị xã'), ('huyen', 'huyện'), ('phuong', 'phường'), ('xa', 'xã'), ('thi_tran', 'thị trấn'), ('dac_khu', 'đặc khu')], max_length=15, verbose_name='loại')),
                ('path', models.CharField(max_length=120, verbose_name='đường dẫn')),
                ('valid_from', models.DateField(default=datetime.date(1900, 1, 1), verbose_name='có từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết')),
                ('area_km2', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='diện tích (km²)')),
                ('latitude', models.FloatField(blank=True, null=True, verbose_name='vĩ độ')),
                ('longitude', models.FloatField(blank=True, null=True, verbose_name='kinh độ')),
                ('min_lon', models.FloatField(blank=True, null=True, verbose_name='kinh độ nhỏ nhất')),
                ('min_lat', models.FloatField(blank=True, null=True, verbose_name='vĩ độ nhỏ nhất')),
                ('max_lon', models.FloatField(blank=True, null=True, verbose_name='kinh độ lớn nhất')),
                ('max_lat', models.FloatField(blank=True, null=True, verbose_name='vĩ độ lớn nhất')),
                ('outline', models.JSONField(blank=True, help_text='GeoJSON, WGS 84.', null=True, verbose_name='ranh giới')),
                ('partly_recorded', models.BooleanField(default=False, help_text='Không phải mọi đơn vị bên trong đều có trong bảng này.', verbose_name='mới ghi một phần')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('fold', lotrinh.core.registers.models.FoldedField('full_name', 'code', blank=True, default='', editable=False)),
                ('sort_key', lotrinh.core.registers.models.SortKeyField('name', blank=True, db_index=True, default='', editable=False, max_length=400)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='areas.area', verbose_name='thuộc')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical địa bàn',
                'verbose_name_plural': 'historical địa bàn',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='AreaSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='areas.area', verbose_name='đơn vị cũ')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='areas.area', verbose_name='đơn vị mới')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('legal_act', models.CharField(max_length=300, verbose_name='theo văn bản')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'kế tục địa bàn',
                'verbose_name_plural': 'kế tục địa bàn',
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='one_area_succession'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='area_succeeds_another')],
                'indexes': [],
            },
        ),
    ]
