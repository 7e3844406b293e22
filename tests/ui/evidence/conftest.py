from tests.ui.page_fixtures import *  # noqa: F403
