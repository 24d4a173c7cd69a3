"""Pages of reports. Each asks `Report.objects.visible_to(user)` or `editable_by(user)`."""
