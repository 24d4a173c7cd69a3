import django.db.models.deletion
import lotrinh.collection.models
import lotrinh.indicators.models
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('collection', '0001_initial'), ('collection', '0002_sealed_keys')]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_deputies_and_mail'),
        ('documents', '0001_initial'),
        ('indicators', '0001_initial'),
        ('organizations', '0001_squashed_0002_deputies_and_hand_over'),
        ('plans', '0001_squashed_0004_contests_of_figures'),
    ]

    operations = [
        migrations.CreateModel(
            name='OfficeKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='office_keys', to='organizations.organization', verbose_name='cơ quan')),
                ('public', models.CharField(max_length=64, unique=True, verbose_name='khoá công khai')),
                ('sealed', models.CharField(blank=True, max_length=300)),
                ('withdrawn', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='thôi tin')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='ghi nhận')),
            ],
            options={
                'verbose_name': 'khoá của cơ quan',
                'verbose_name_plural': 'khoá của cơ quan',
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('sealed', ''), _negated=True), ('withdrawn', None)), fields=('organization',), name='one_own_key_an_office')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds_asked', to='organizations.organization', verbose_name='đơn vị hỏi')),
                ('title', models.CharField(max_length=300, verbose_name='tên đợt')),
                ('form', models.CharField(max_length=120, verbose_name='biểu')),
                ('register', models.CharField(blank=True, max_length=80, verbose_name='sổ')),
                ('columns', models.JSONField(blank=True, default=list, verbose_name='các cột của sổ')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='plans.programme', verbose_name='chương trình')),
                ('period', models.CharField(max_length=12, validators=[lotrinh.indicators.models.readable_period], verbose_name='kỳ')),
                ('due', models.DateField(verbose_name='hạn trả lời')),
                ('rules', models.TextField(blank=True, verbose_name='ràng buộc giữa các mục')),
                ('instructions', models.TextField(blank=True, verbose_name='hướng dẫn')),
                ('state', models.CharField(choices=[('prepared', 'đang soạn'), ('open', 'đang thu'), ('closed', 'đã khoá')], default='prepared', max_length=10, verbose_name='trạng thái')),
                ('sent_as', models.CharField(max_length=64, unique=True)),
                ('origin', models.JSONField(blank=True, null=True, verbose_name='từ cơ quan khác')),
                ('is_sample', models.BooleanField(default=False, verbose_name='dữ liệu mẫu')),
                ('prepared', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='soạn')),
                ('opened', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='mở')),
                ('closed', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='khoá')),
            ],
            options={
                'verbose_name': 'đợt thu thập',
                'verbose_name_plural': 'đợt thu thập',
                'ordering': ['-due', '-pk'],
                'indexes': [models.Index(fields=['form', 'asker'], name='round_of_a_form')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='collection.round')),
                ('place', models.PositiveSmallIntegerField(verbose_name='thứ tự')),
                ('key', models.CharField(max_length=20, verbose_name='mục số')),
                ('label', models.CharField(max_length=300, verbose_name='nội dung')),
                ('kind', models.CharField(choices=[('text', 'chữ'), ('number', 'số'), ('date', 'ngày'), ('choice', 'chọn một'), ('file', 'tệp')], default='number', max_length=8, verbose_name='loại')),
                ('unit', models.CharField(blank=True, max_length=50, verbose_name='đơn vị tính')),
                ('required', models.BooleanField(default=True, verbose_name='bắt buộc')),
                ('whole', models.BooleanField(default=False, verbose_name='số nguyên')),
                ('least', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='nhỏ nhất')),
                ('most', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='lớn nhất')),
                ('options', models.JSONField(blank=True, default=list, verbose_name='các lựa chọn')),
                ('adding', models.CharField(choices=[('flow', 'số trong kỳ: cộng các đơn vị, cộng các kỳ'), ('level', 'mức cuối kỳ: cộng các đơn vị, lấy kỳ cuối'), ('ratio', 'tỷ lệ: cộng tử số, cộng mẫu số'), ('mean', 'bình quân: theo trọng số'), ('none', 'không cộng')], default='flow', max_length=6, verbose_name='cách cộng')),
                ('numerator', models.CharField(blank=True, max_length=20, verbose_name='tử số là mục')),
                ('denominator', models.CharField(blank=True, max_length=20, verbose_name='mẫu số hoặc trọng số là mục')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator', verbose_name='ghi vào chỉ số')),
            ],
            options={
                'verbose_name': 'mục hỏi',
                'verbose_name_plural': 'mục hỏi',
                'ordering': ['round', 'place'],
                'constraints': [models.UniqueConstraint(fields=('round', 'key'), name='one_question_key_a_round'), models.CheckConstraint(condition=models.Q(('least', None), ('most', None), ('most__gte', models.F('least')), _connector='OR'), name='question_bounds_in_order')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='collection.round')),
                ('sources', models.JSONField(default=dict, verbose_name='cộng từ')),
                ('sums', models.JSONField(default=list, verbose_name='số tổng')),
                ('units', models.PositiveIntegerField(verbose_name='số đơn vị được hỏi')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='dùng vào việc gì')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='chốt')),
            ],
            options={
                'verbose_name': 'bản tổng hợp đã chốt',
                'verbose_name_plural': 'bản tổng hợp đã chốt',
                'ordering': ['-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='RoundUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='collection.round')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds_answered', to='organizations.organization', verbose_name='đơn vị')),
                ('state', models.CharField(choices=[('unopened', 'chưa mở'), ('begun', 'đang điền'), ('sent', 'đã gửi'), ('returned', 'trả lại'), ('accepted', 'đã nhận')], default='unopened', max_length=9, verbose_name='trạng thái')),
                ('draft', models.JSONField(blank=True, null=True, verbose_name='bản đang điền')),
                ('edition', models.PositiveIntegerField(default=0, verbose_name='lần ghi')),
                ('saved_by', models.CharField(blank=True, max_length=150, verbose_name='người ghi lần cuối')),
                ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='ghi lần cuối lúc')),
                ('reason', models.TextField(blank=True, verbose_name='lý do trả lại')),
                ('notes', models.JSONField(blank=True, default=dict, verbose_name='lý do ở từng ô')),
                ('chased_at', models.DateTimeField(blank=True, null=True, verbose_name='nhắc lần cuối lúc')),
            ],
            options={
                'verbose_name': 'đơn vị được hỏi',
                'verbose_name_plural': 'đơn vị được hỏi',
                'ordering': ['round', 'unit__sort_key'],
                'indexes': [models.Index(fields=['round', 'state'], name='round_unit_by_state')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='collection.roundunit', verbose_name='đơn vị được hỏi')),
                ('number', models.PositiveSmallIntegerField(verbose_name='bản số')),
                ('content', models.JSONField(verbose_name='nội dung')),
                ('via', models.CharField(choices=[('page', 'điền trên trang'), ('sheet', 'tệp bảng tính'), ('link', 'đường dẫn riêng'), ('keyed', 'bên hỏi nhập từ bản giấy'), ('office', 'tệp từ hệ thống của cơ quan khác')], max_length=6, verbose_name='đường gửi')),
                ('author', models.CharField(max_length=150, verbose_name='người gửi')),
                ('reason', models.TextField(blank=True, verbose_name='lý do sửa')),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('paper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile', verbose_name='bản giấy')),
                ('sources', models.JSONField(blank=True, default=dict, verbose_name='cộng từ')),
                ('number_there', models.PositiveIntegerField(blank=True, null=True, verbose_name='bản số ở cơ quan gửi')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='gửi')),
            ],
            options={
                'verbose_name': 'bản trả lời',
                'verbose_name_plural': 'bản trả lời',
                'ordering': ['line', 'number'],
                'constraints': [models.UniqueConstraint(fields=('line', 'number'), name='one_answer_a_number'), models.UniqueConstraint(condition=models.Q(('sha256', ''), _negated=True), fields=('line', 'sha256'), name='one_answer_a_file'), models.CheckConstraint(condition=models.Q(models.Q(('via', 'keyed'), _negated=True), models.Q(('paper', None), _negated=True), _connector='OR'), name='keyed_answer_has_its_paper')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PersonalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='collection.roundunit')),
                ('holder', models.CharField(max_length=150, verbose_name='người nhận')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(default=lotrinh.collection.models.link_end, verbose_name='hết hạn lúc')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='mở lần cuối lúc')),
                ('made', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='tạo')),
                ('withdrawn', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='thu hồi')),
            ],
            options={
                'verbose_name': 'đường dẫn riêng',
                'verbose_name_plural': 'đường dẫn riêng',
                'ordering': ['-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='above',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds_below', to='collection.roundunit', verbose_name='để trả lời đợt của cấp trên'),
        ),
        migrations.AddField(
            model_name='roundunit',
            name='current',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collection.answer', verbose_name='bản gửi gần nhất'),
        ),
        migrations.AddField(
            model_name='roundunit',
            name='accepted',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='collection.answer', verbose_name='bản đã nhận'),
        ),
        migrations.AddConstraint(
            model_name='Round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opened', None), ('state', 'prepared')), models.Q(models.Q(('state', 'prepared'), _negated=True), ('opened__isnull', False)), _connector='OR'), name='round_is_prepared_until_opened'),
        ),
        migrations.AddConstraint(
            model_name='RoundUnit',
            constraint=models.UniqueConstraint(fields=('round', 'unit'), name='one_line_a_unit_and_round'),
        ),
        migrations.AddConstraint(
            model_name='RoundUnit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), ('accepted__isnull', False), _connector='OR'), name='accepted_unit_has_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='RoundUnit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'sent'), _negated=True), ('current__isnull', False), _connector='OR'), name='sent_unit_has_an_answer'),
        ),
    ]
