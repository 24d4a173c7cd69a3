from django.urls import path

from lotrinh.plans.views import claims, comparison, exports, lineage, programmes, proofs, review, shares, targets, tasks

app_name = "plans"

urlpatterns = [
    path("", programmes.index, name="index"),
    path("tai-len/", programmes.upload, name="upload"),
    path("<int:pk>/thiet-lap/", programmes.setup, name="setup"),
    path("<int:pk>/con-so/", claims.claims, name="claims"),
    path("<int:pk>/lien-thong/", lineage.family, name="lineage"),
    path("<int:pk>/lien-thong/<int:upper>/", lineage.alignment, name="alignment"),
    path("con-so/<int:pk>/dem/", claims.count, name="count"),
    # one text and its review
    path("ban/<int:pk>/", review.version, name="version"),
    path("ban/<int:pk>/tep/", programmes.original, name="original"),
    path("ban/<int:pk>/doc-lai/", programmes.read_again, name="read_again"),
    path("ban/<int:pk>/phan-dau/", review.header, name="header"),
    path("ban/<int:pk>/nhan-chac-chan/", review.accept_all, name="accept_all"),
    path("ban/<int:pk>/dua-vao-thuc-hien/", review.publish, name="publish"),
    path("ban/<int:pk>/xuat/", exports.export, name="export"),
    path("ban/<int:pk>/xuat/ke-hoach.docx", exports.docx, name="export_docx"),
    path("ban/<int:pk>/so-sanh/", comparison.comparison, name="compare"),
    path("ban/<int:pk>/them/<str:noun>/", review.add, name="add"),
    path("muc/<str:noun>/<int:pk>/", review.item, name="item"),
    path("cau/<int:pk>/", review.sentence, name="sentence"),
    path("phan-cong/<int:pk>/", review.part, name="part"),
    path("phan-cong/<int:pk>/rut/", tasks.unassign, name="unassign"),
    path("diem/<int:pk>/", review.finding, name="finding"),
    # targets
    path("chi-tieu/<int:pk>/", targets.target, name="target"),
    path("chi-tieu/<int:pk>/hop-dong/", targets.contract, name="contract"),
    path("chi-tieu/<int:pk>/theo-doi/", targets.live, name="live"),
    path("chi-tieu/<int:pk>/y-kien/", targets.contest, name="contest"),
    path("y-kien/<int:pk>/tra-loi/", targets.answer, name="answer"),
    path("chi-tieu/<int:pk>/phan-bo/", shares.shares, name="shares"),
    path("chi-tieu/<int:pk>/phan-bo/sua/", shares.share_out, name="share_out"),
    path("chi-tieu/<int:pk>/phan-bo/<int:unit>/de-xuat/", shares.propose, name="propose"),
    path("de-xuat/<int:pk>/tra-loi/", shares.answer, name="answer_share"),
    # tasks
    path("nhiem-vu/<int:pk>/", tasks.task, name="task"),
    path("nhiem-vu/<int:pk>/tien-do/", tasks.tell, name="tell"),
    path("nhiem-vu/<int:pk>/xong/", tasks.finish, name="finish"),
    path("nhiem-vu/<int:pk>/mo-lai/", tasks.reopen, name="reopen"),
    path("nhiem-vu/<int:pk>/phan-cong/", tasks.assign, name="assign"),
    path("nhiem-vu/<int:pk>/vuong/", tasks.block, name="block"),
    path("nhiem-vu/<int:pk>/thuong-xuyen/", tasks.duty, name="duty"),
    path("nhiem-vu/<int:pk>/minh-chung/", proofs.prove, name="prove"),
    path("minh-chung/<int:pk>/rut/", proofs.withdraw, name="withdraw"),
]
