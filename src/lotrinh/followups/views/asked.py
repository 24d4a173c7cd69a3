from django.http import Http404

from lotrinh.followups.matters import Matter, open_matter


def matter_asked(request) -> Matter:
    """The thing at the address in the query, as the asker may see it; 404 otherwise."""
    register, key = request.GET.get("so", "")[:80], request.GET.get("dong", "")[:600]
    found = open_matter(register, key, request.user)
    if found is None:
        raise Http404
    return found
