"""Whether a difference is more than chance: surveys and shares compared by the report's rule of five per cent.

``estimates`` has means, shares and their intervals, ``compare`` the tests, ``several`` what many tests at once do to
the rule, ``points`` which figures are compared, ``sexes`` when a difference between the sexes is commented, ``words``
the sentences, ``files`` the CSV.
"""
