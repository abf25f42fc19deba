"""Which unit handles a person's cases."""

from __future__ import annotations

from handlag.people.models import Person, Unit


def unit_for(person: Person) -> Unit | None:
    """A unit for protected identities where hers is protected, else one of her county, else any; None if none is."""
    protected = person.protection != "none"
    units = Unit.objects.filter(protected=protected).order_by("code")
    county = person.municipality[:2]
    local = units.filter(county=county).first() if county and not protected else None
    return local or units.first()
