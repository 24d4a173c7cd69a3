import django.db.models.deletion
import lotrinh.core.registers.models
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('followups', '0001_initial'), ('followups', '0002_orders_and_escalation')]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_deputies_and_mail'),
        ('documents', '0001_initial'),
        ('organizations', '0001_squashed_0002_deputies_and_hand_over'),
    ]

    operations = [
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=80, verbose_name='sổ')),
                ('key', models.CharField(max_length=600, verbose_name='dòng')),
                ('subject', models.CharField(max_length=500, verbose_name='việc đang vướng')),
                ('link', models.CharField(blank=True, max_length=700)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to='organizations.organization', verbose_name='đơn vị bị vướng')),
                ('why', models.TextField(verbose_name='vì sao vướng')),
                ('clearer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blocks_to_clear', to='organizations.organization', verbose_name='đơn vị tháo gỡ được')),
                ('by_when', models.DateField(verbose_name='cần gỡ trước ngày')),
                ('raised', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='nêu')),
                ('answer', models.TextField(blank=True, verbose_name='cách gỡ')),
                ('resolved', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='gỡ xong')),
                ('reminded', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='nhắc lần cuối')),
                ('superior', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blocks_passed_up', to='organizations.organization', verbose_name='cấp trên đã được báo')),
                ('escalated', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='báo lên cấp trên')),
            ],
            options={
                'verbose_name': 'vướng mắc',
                'verbose_name_plural': 'vướng mắc',
                'ordering': ['by_when', 'pk'],
                'indexes': [models.Index(fields=['register', 'key'], name='block_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('resolved', None)), fields=('register', 'key', 'unit'), name='one_open_block_per_unit'), models.CheckConstraint(condition=models.Q(models.Q(('escalated', None), ('superior', None)), models.Q(('escalated__isnull', False), ('superior__isnull', False)), _connector='OR'), name='block_passed_up_to_somebody'), models.CheckConstraint(condition=models.Q(('resolved', None), models.Q(('answer', ''), _negated=True), _connector='OR'), name='block_resolved_in_words')],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.organization', verbose_name='bên giao')),
                ('name', models.CharField(max_length=300, verbose_name='tên')),
                ('header', models.JSONField(default=dict, verbose_name='tiêu đề đọc được')),
                ('proposals', models.JSONField(default=list, verbose_name='việc đọc được')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='văn bản đã ghi sổ')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry')),
                ('confirmed', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry')),
            ],
            options={
                'verbose_name': 'biên bản',
                'verbose_name_plural': 'biên bản',
                'ordering': ['-pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=80, verbose_name='sổ')),
                ('key', models.CharField(max_length=600, verbose_name='dòng')),
                ('subject', models.CharField(max_length=500, verbose_name='về việc')),
                ('said', models.CharField(blank=True, max_length=300, verbose_name='khi giao, nơi đó ghi')),
                ('link', models.CharField(blank=True, max_length=700)),
                ('what', models.TextField(verbose_name='nội dung giao')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders_given', to='organizations.organization', verbose_name='bên giao')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='organizations.organization', verbose_name='đơn vị thực hiện')),
                ('verifier', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders_to_verify', to='organizations.organization', verbose_name='đơn vị kiểm chứng')),
                ('due', models.DateField(verbose_name='hạn')),
                ('state', models.CharField(choices=[('given', 'đang làm'), ('asked', 'hỏi lại, chờ người giao'), ('returned', 'trả lại, cần làm thêm'), ('answered', 'đã trả lời, chờ xem'), ('verified', 'đã kiểm chứng, chờ kết thúc'), ('closed', 'đã xong'), ('withdrawn', 'đã rút')], default='given', max_length=10, verbose_name='tình trạng')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.officialdocument', verbose_name='theo văn bản')),
                ('quote', models.TextField(blank=True, verbose_name='nguyên văn')),
                ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='dữ liệu mẫu')),
                ('sent_as', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('given', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='giao')),
                ('reminded', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry', verbose_name='nhắc lần cuối')),
                ('fold', lotrinh.core.registers.models.FoldedField('what', 'subject', blank=True, default='', editable=False)),
            ],
            options={
                'verbose_name': 'việc giao',
                'verbose_name_plural': 'việc giao',
                'ordering': ['due', 'pk'],
                'indexes': [models.Index(fields=['register', 'key'], name='order_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('verifier', None), models.Q(('verifier', models.F('unit')), _negated=True), _connector='OR'), name='order_verified_by_another'), models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='order_says_what')],
            },
        ),
        migrations.CreateModel(
            name='OrderStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='followups.order')),
                ('kind', models.CharField(choices=[('giao', 'giao việc'), ('hoi', 'hỏi lại'), ('dap', 'trả lời câu hỏi'), ('tra-loi', 'trả lời'), ('tra-lai', 'trả lại để làm thêm'), ('kiem-chung', 'kiểm chứng'), ('ket-thuc', 'kết thúc'), ('rut', 'rút việc đã giao')], max_length=12, verbose_name='bước')),
                ('words', models.TextField(blank=True, verbose_name='lời')),
                ('number', models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True, verbose_name='con số')),
                ('number_unit', models.CharField(blank=True, max_length=60, verbose_name='đơn vị tính')),
                ('due', models.DateField(blank=True, null=True, verbose_name='hạn mới')),
                ('entry', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.auditentry')),
            ],
            options={
                'verbose_name': 'bước của việc giao',
                'verbose_name_plural': 'bước của việc giao',
                'ordering': ['pk'],
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
