import django.db.models.deletion
import lotrinh.core.registers.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('organizations', '0001_initial'), ('organizations', '0002_deputies_and_hand_over')]

    initial = True

    dependencies = [
        ('areas', '0001_initial'),
        ('core', '0001_squashed_0002_deputies_and_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('name', models.CharField(help_text='Tên đầy đủ kèm địa danh.', max_length=250, unique=True, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='tên gọn')),
                ('kind', models.CharField(choices=[('party', 'cơ quan của Đảng'), ('council', 'Hội đồng nhân dân'), ('committee', 'Ủy ban nhân dân'), ('office', 'văn phòng'), ('department', 'sở, ban, ngành'), ('division', 'phòng chuyên môn'), ('board', 'ban quản lý'), ('centre', 'trung tâm, đơn vị sự nghiệp'), ('front', 'Mặt trận Tổ quốc'), ('union', 'tổ chức chính trị – xã hội'), ('association', 'hội, hiệp hội'), ('enterprise', 'doanh nghiệp'), ('other', 'khác')], max_length=15, verbose_name='loại')),
                ('level', models.CharField(choices=[('national', 'trung ương'), ('province', 'cấp tỉnh'), ('district', 'cấp huyện'), ('commune', 'cấp xã')], max_length=15, verbose_name='cấp')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organizations', to='areas.area', verbose_name='địa bàn')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organizations.organization', verbose_name='trực thuộc')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='có từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết')),
                ('fold', lotrinh.core.registers.models.FoldedField('name', 'short_name', blank=True, default='', editable=False)),
                ('sort_key', lotrinh.core.registers.models.SortKeyField('name', blank=True, db_index=True, default='', editable=False, max_length=400)),
            ],
            options={
                'verbose_name': 'đơn vị',
                'verbose_name_plural': 'đơn vị',
                'ordering': ['sort_key'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='organization_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('parent', models.F('pk')), _negated=True), name='organization_not_its_own_parent')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Deputising',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('principal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL, verbose_name='người ủy quyền')),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputising_for', to=settings.AUTH_USER_MODEL, verbose_name='người được ủy quyền')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(verbose_name='đến hết ngày')),
                ('document', models.CharField(max_length=300, verbose_name='theo văn bản')),
                ('roles', models.JSONField(blank=True, default=list, verbose_name='chỉ các vai trò')),
                ('may_decide', models.BooleanField(default=True, verbose_name='được duyệt, nhận, xác nhận thay')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='được ghi bởi')),
                ('end_entry', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='được chấm dứt bởi')),
            ],
            options={
                'verbose_name': 'ủy quyền',
                'verbose_name_plural': 'ủy quyền',
                'ordering': ['-valid_from', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('principal', models.F('deputy')), _negated=True), name='deputy_is_another'), models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='deputising_ends_after_it_starts')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='HandedOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người giao')),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
                ('kind', models.CharField(max_length=80, verbose_name='loại')),
                ('text', models.CharField(max_length=300, verbose_name='nội dung')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='địa chỉ')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='bàn giao')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='đã xem lúc')),
            ],
            options={
                'verbose_name': 'mục bàn giao',
                'verbose_name_plural': 'mục bàn giao',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['taker', 'seen_at'], name='handed_over_to')],
                'constraints': [models.CheckConstraint(condition=models.Q(('giver', models.F('taker')), _negated=True), name='handed_to_another')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalOrganization',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(help_text='Tên đầy đủ kèm địa danh.', max_length=250, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=80, verbose_name='tên gọn')),
                ('kind', models.CharField(choices=[('party', 'cơ quan của Đảng'), ('council', 'Hội đồng nhân dân'), ('committee', 'Ủy ban nhân dân'), ('office', 'văn phòng'), ('department', 'sở, ban, ngành'), ('division', 'phòng chuyên môn'), ('board', 'ban quản lý'), ('centre', 'trung tâm, đơn vị sự nghiệp'), ('front', 'Mặt trận Tổ quốc'), ('union', 'tổ chức chính trị – xã hội'), ('association', 'hội, hiệp hội'), ('enterprise', 'doanh nghiệp'), ('other', 'khác')], max_length=15, verbose_name='loại')),
                ('level', models.CharField(choices=[('national', 'trung ương'), ('province', 'cấp tỉnh'), ('district', 'cấp huyện'), ('commune', 'cấp xã')], max_length=15, verbose_name='cấp')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='có từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết')),
                ('fold', lotrinh.core.registers.models.FoldedField('name', 'short_name', blank=True, default='', editable=False)),
                ('sort_key', lotrinh.core.registers.models.SortKeyField('name', blank=True, db_index=True, default='', editable=False, max_length=400)),
                ('entry', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='core.auditentry', verbose_name='ghi lần cuối')),
                ('area', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='areas.area', verbose_name='địa bàn')),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.organization', verbose_name='trực thuộc')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical đơn vị',
                'verbose_name_plural': 'historical đơn vị',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
                'indexes': [],
                'constraints': [],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OrganizationSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organizations.organization', verbose_name='đơn vị cũ')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='organizations.organization', verbose_name='đơn vị kế tục')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('legal_act', models.CharField(max_length=300, verbose_name='theo văn bản')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
            ],
            options={
                'verbose_name': 'kế tục đơn vị',
                'verbose_name_plural': 'kế tục đơn vị',
                'ordering': ['on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='one_organization_succession'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='organization_succeeds_another')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_holdings', to=settings.AUTH_USER_MODEL, verbose_name='người')),
                ('role', models.CharField(choices=[('plan_officer', 'cán bộ kế hoạch'), ('divisional_officer', 'cán bộ chuyên môn'), ('ward_officer', 'cán bộ phường, xã'), ('leader', 'lãnh đạo'), ('administrator', 'quản trị viên'), ('partner', 'đơn vị phối hợp')], max_length=20, verbose_name='vai trò')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_holdings', to='organizations.organization', verbose_name='đơn vị')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='role_holdings', to='areas.area', verbose_name='chỉ trong địa bàn')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='được giao bởi')),
                ('end_entry', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='được kết thúc bởi')),
            ],
            options={
                'verbose_name': 'vai trò được giao',
                'verbose_name_plural': 'vai trò được giao',
                'ordering': ['valid_from', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), ('end_entry__isnull', False), _connector='OR'), name='role_ends_after_it_starts')],
                'indexes': [],
            },
        ),
    ]
