"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from search.analysis.languages import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()
# After the applications are ready, before the first reader comes.
warm_up()
