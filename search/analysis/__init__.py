"""Words and names as search sees them: pure functions, which other apps may use too.

`words` takes texts apart, `languages` knows the forms of their words, `names` what sounds alike.
"""
