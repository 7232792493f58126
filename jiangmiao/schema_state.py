"""The schema as the migrations describe it, step by step, in a fraction of Tortoise's time.

Tortoise 1.1 builds the classes of all models anew, three times for each single operation
(`Migration.apply` clones the state before it, and both `clone` and `reload_models` build every class and its
querysets), so that an empty database took five seconds, and longer with each step that was added. Here a
class is built when an operation asks for it, with those that it refers to; the operations, the SQL and the
order are Tortoise's own.
"""

from collections.abc import Iterable

from tortoise.fields.relational import ForeignKeyFieldInstance, ManyToManyFieldInstance
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.graph import MigrationKey
from tortoise.migrations.schema_generator.state import ModelState, State
from tortoise.migrations.schema_generator.state_apps import StateApps
from tortoise.models import Model

Key = tuple[str, str]


class Executor(MigrationExecutor):
    """Applies migrations; going back is left to Tortoise's own."""

    async def _project_state(self, applied: set[MigrationKey], *, upto: MigrationKey | None = None) -> State:
        state = LazyState.of({})
        for key in self._full_plan():
            if key == upto:
                break
            migration = self.loader.graph.nodes[key]
            if key in applied and migration:
                await migration.apply(state, dry_run=True)
        return state


class LazyState(State):
    @classmethod
    def of(cls, models: dict[Key, ModelState]) -> "LazyState":
        return cls(models=models, apps=LazyApps(models))

    def clone(self) -> "LazyState":
        return self.of({key: model.clone() for key, model in self.models.items()})

    def reload_model(self, app_label: str, model_name: str) -> None:
        self.reload_models([(app_label, model_name)])

    def reload_models(self, model_tuples: Iterable[Key]) -> None:
        self.apps = LazyApps(self.models)

    def validate_relations_initialized(self) -> None:
        """Raises `RuntimeError` if a row refers to one that no migration makes."""
        for key, model in self.models.items():
            if missing := references(model) - self.models.keys():
                raise RuntimeError(f"{'.'.join(key)} refers to {missing}, which no migration makes")


class LazyApps(StateApps):
    def __init__(self, models: dict[Key, ModelState]) -> None:
        super().__init__()
        self._states = models

    def get_model(self, app_label: str, model_name: str | None = None) -> type[Model]:
        key = (app_label, model_name) if model_name else self.split_reference(app_label)
        if key not in self._registered:
            self._build(key)
        return self.apps[key[0]][key[1]]

    @property
    def _registered(self) -> set[Key]:
        return {(label, name) for label, models in self.apps.items() for name in models}

    def _build(self, key: Key) -> None:
        for label, name in self._reachable(key) - self._registered:
            self.register_model(label, self._states[label, name].render(self))
        self._init_relations()

    def _reachable(self, key: Key) -> set[Key]:
        found, ahead = {key}, [key]
        while ahead:
            further = references(self._states[ahead.pop()]) & self._states.keys() - found
            found |= further
            ahead.extend(further)
        return found

    def _build_initial_querysets(self) -> None:
        """Operations ask for tables and columns; a step that needs rows is written in SQL."""


def references(model: ModelState) -> set[Key]:
    """The models that its relations name."""
    relations = (ForeignKeyFieldInstance, ManyToManyFieldInstance)
    named = [str(field.model_name) for field in model.fields.values() if isinstance(field, relations)]
    return {(label, name) for label, _, name in (reference.partition(".") for reference in named)}
