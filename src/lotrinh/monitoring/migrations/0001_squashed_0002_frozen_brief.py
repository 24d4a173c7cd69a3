import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('monitoring', '0001_items_sent_by_phones'), ('monitoring', '0002_frozen_brief')]

    initial = True

    dependencies = [
        ('core', '0001_squashed_0002_deputies_and_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('key', models.UUIDField(verbose_name='mã do máy đặt')),
                ('address', models.CharField(max_length=300, verbose_name='biểu')),
                ('digest', models.CharField(max_length=64, verbose_name='dấu nội dung')),
                ('said_at', models.DateTimeField(null=True, verbose_name='điền lúc, theo giờ của máy')),
                ('ahead_seconds', models.BigIntegerField(default=0, verbose_name='giờ của máy nhanh hơn máy chủ (giây)')),
                ('taken_at', models.DateTimeField(auto_now_add=True, verbose_name='nhận lúc')),
                ('answer', models.JSONField(default=dict, verbose_name='trả lời')),
            ],
            options={
                'verbose_name': 'mục gửi từ điện thoại',
                'verbose_name_plural': 'các mục gửi từ điện thoại',
                'ordering': ['-taken_at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('by', 'key'), name='one_item_a_key_and_person')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='FrozenBrief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True, verbose_name='ngày')),
                ('items', models.JSONField(default=list, verbose_name='các mục')),
                ('kept_at', models.DateTimeField(auto_now_add=True, verbose_name='lưu lúc')),
            ],
            options={
                'verbose_name': 'tin thứ Hai đã lưu',
                'verbose_name_plural': 'các tin thứ Hai đã lưu',
                'ordering': ['-day'],
                'indexes': [],
                'constraints': [],
            },
        ),
    ]
