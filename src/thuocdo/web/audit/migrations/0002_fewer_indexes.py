from django.db import migrations, models


class Migration(migrations.Migration):
    """Everybody waits while an entry is written: nine indexes instead of seventeen on PostgreSQL, none for patterns."""

    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="logentry",
            name="act",
            field=models.CharField(max_length=60, verbose_name="việc"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="actor",
            field=models.CharField(max_length=254, verbose_name="người thực hiện"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="agency",
            field=models.CharField(blank=True, max_length=60, verbose_name="đơn vị"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="at",
            field=models.DateTimeField(verbose_name="thời điểm"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="hash",
            field=models.CharField(max_length=64, verbose_name="mã"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="prev",
            field=models.CharField(max_length=64, verbose_name="mã trước"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="round",
            field=models.CharField(blank=True, max_length=60, verbose_name="đợt đánh giá"),
        ),
        migrations.AlterField(
            model_name="logentry",
            name="subject",
            field=models.CharField(max_length=200, verbose_name="đối tượng"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["at"], name="audit_at"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["actor"], name="audit_actor"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["act"], name="audit_act"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["agency"], name="audit_agency"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(fields=["round"], name="audit_round"),
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.UniqueConstraint(fields=("prev",), name="audit_prev_once"),
        ),
        migrations.AddConstraint(
            model_name="logentry",
            constraint=models.UniqueConstraint(fields=("hash",), name="audit_hash_once"),
        ),
    ]
