import pytest


@pytest.fixture
def media(tmp_path, settings):
    """A folder of the test's own for what is stored."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def admin(client, admin_user):
    """A logged-in administrator with an English browser."""
    client.force_login(admin_user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client
