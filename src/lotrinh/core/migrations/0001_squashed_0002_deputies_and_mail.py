import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import lotrinh.core.models.imports
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_deputies_and_mail')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkerBeat',
            fields=[
                ('worker', models.CharField(max_length=100, primary_key=True, serialize=False, verbose_name='tiến trình')),
                ('started_at', models.DateTimeField(verbose_name='bắt đầu lúc')),
                ('beat_at', models.DateTimeField(verbose_name='nhịp gần nhất')),
            ],
            options={
                'verbose_name': 'nhịp của tiến trình nền',
                'verbose_name_plural': 'nhịp của tiến trình nền',
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('full_name', models.CharField(blank=True, max_length=150, verbose_name='họ và tên')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
                ('wants_mail', models.BooleanField(default=True, verbose_name='nhận thư nhắc việc')),
                ('mailed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='nhắc bằng thư lần cuối ngày')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'người dùng',
                'verbose_name_plural': 'người dùng',
                'indexes': [],
                'constraints': [],
            },
            managers=[
                ('objects', django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='lúc')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_entries', to=settings.AUTH_USER_MODEL, verbose_name='người làm')),
                ('for_whom', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='làm thay')),
                ('for_name', models.CharField(blank=True, max_length=150, verbose_name='làm thay (họ tên)')),
                ('acted_as', models.CharField(blank=True, max_length=200, verbose_name='với tư cách')),
                ('deed', models.CharField(max_length=200, verbose_name='việc')),
                ('register', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='sổ')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='số dòng')),
            ],
            options={
                'verbose_name': 'mục nhật ký',
                'verbose_name_plural': 'nhật ký',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('for_name', ''), ('for_whom', None)), models.Q(('for_whom__isnull', False), models.Q(('for_name', ''), _negated=True)), _connector='OR'), name='entry_names_whom_it_is_for')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=200, verbose_name='hàm')),
                ('label', models.CharField(max_length=200, verbose_name='việc')),
                ('arguments', models.JSONField(default=dict, verbose_name='tham số')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người giao')),
                ('standing', models.JSONField(null=True, verbose_name='làm thay')),
                ('key', models.CharField(blank=True, max_length=200, verbose_name='khoá')),
                ('slot', models.CharField(max_length=200, null=True, unique=True, verbose_name='lượt')),
                ('then', models.CharField(blank=True, max_length=300, verbose_name='trang tiếp theo')),
                ('status', models.CharField(choices=[('waiting', 'đang chờ'), ('running', 'đang chạy'), ('done', 'xong'), ('failed', 'hỏng'), ('cancelled', 'đã huỷ')], default='waiting', max_length=10, verbose_name='trạng thái')),
                ('run_after', models.DateTimeField(verbose_name='chạy từ')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần đã chạy')),
                ('worker', models.CharField(blank=True, max_length=100, verbose_name='tiến trình')),
                ('cancel_asked', models.BooleanField(default=False, verbose_name='đã yêu cầu huỷ')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='giao lúc')),
                ('started_at', models.DateTimeField(null=True, verbose_name='bắt đầu lúc')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='kết thúc lúc')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='đã làm')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='tổng số')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='đang làm')),
                ('result', models.JSONField(null=True, verbose_name='kết quả')),
                ('error', models.TextField(blank=True, verbose_name='lỗi')),
                ('trace', models.TextField(blank=True, verbose_name='vết lỗi')),
            ],
            options={
                'verbose_name': 'việc chạy nền',
                'verbose_name_plural': 'việc chạy nền',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['status', 'run_after'], name='job_next')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('waiting', 'running')), models.Q(('key', ''), _negated=True)), fields=('key',), name='one_open_job_per_key'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('status__in', ('waiting', 'running'))), models.Q(models.Q(('status__in', ('waiting', 'running')), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='a_job_is_open_until_it_ends')],
            },
        ),
        migrations.CreateModel(
            name='PeriodLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=80, verbose_name='sổ')),
                ('unit', models.CharField(blank=True, max_length=80, verbose_name='đơn vị')),
                ('first_day', models.DateField(verbose_name='từ ngày')),
                ('last_day', models.DateField(verbose_name='đến ngày')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry')),
            ],
            options={
                'verbose_name': 'khoá kỳ',
                'verbose_name_plural': 'khoá kỳ',
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='lock_ends_after_it_starts'), models.UniqueConstraint(fields=('register', 'unit', 'first_day', 'last_day'), name='one_lock_per_period')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=80, verbose_name='sổ')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhập')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='tải lên lúc')),
                ('filename', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('file', models.FileField(upload_to=lotrinh.core.models.imports._kept_as, verbose_name='tệp')),
                ('state', models.CharField(choices=[('checking', 'đang kiểm tra'), ('refused', 'không đọc được'), ('checked', 'chờ xác nhận'), ('writing', 'đang ghi'), ('written', 'đã ghi'), ('taken_back', 'đã thu hồi')], default='checking', max_length=12, verbose_name='trạng thái')),
                ('job', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job', verbose_name='việc chạy nền')),
                ('problem', models.TextField(blank=True, verbose_name='lý do không đọc được')),
                ('notes', models.JSONField(default=list, verbose_name='lưu ý')),
                ('columns', models.JSONField(default=list, verbose_name='các cột của tệp')),
                ('counts', models.JSONField(default=dict, verbose_name='số dòng theo loại')),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='lần ghi')),
                ('left', models.JSONField(default=list, verbose_name='các dòng không thu hồi được')),
                ('taken_back', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='lần thu hồi')),
            ],
            options={
                'verbose_name': 'lần nhập từ tệp',
                'verbose_name_plural': 'các lần nhập từ tệp',
                'ordering': ['-created_at', '-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='core.importbatch')),
                ('number', models.PositiveIntegerField(verbose_name='dòng trong tệp')),
                ('state', models.CharField(choices=[('new', 'thêm mới'), ('changed', 'thay đổi'), ('unchanged', 'giữ nguyên'), ('wrong', 'chưa nhận'), ('overtaken', 'người khác đã sửa')], max_length=10, verbose_name='loại')),
                ('target', models.BigIntegerField(null=True, verbose_name='dòng của sổ')),
                ('token', models.BigIntegerField(null=True, verbose_name='phiên bản đã thấy')),
                ('content', models.JSONField(null=True, verbose_name='nội dung')),
                ('problems', models.JSONField(null=True, verbose_name='vấn đề')),
            ],
            options={
                'verbose_name': 'dòng xem trước',
                'verbose_name_plural': 'dòng xem trước',
                'ordering': ['number'],
                'indexes': [models.Index(fields=['batch', 'state', 'number'], name='import_row_by_state')],
                'constraints': [],
            },
        ),
    ]
