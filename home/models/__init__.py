from home.models.home import HomePage, HomePerson
from home.models.standard import StandardPage

__all__ = ["HomePage", "HomePerson", "StandardPage"]
