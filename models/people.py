"""Persons, the roles they hold, and how WeChat knows them."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from domain.roles import Role

from .organizations import Organization
from .secrecy import SealedField


class Person(Model):
    """学员, 导师, 教师 or 管理员, and one person may hold several roles."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=50)
    phone = SealedField()
    phone_index = fields.CharField(max_length=64, unique=True)
    id_number = SealedField(null=True)
    id_number_index = fields.CharField(max_length=64, null=True, unique=True)
    born_on = fields.DateField(null=True)
    grade = fields.SmallIntField(null=True)
    # Whose consent stands for that of a person under 14, and since when (个人信息保护法 第三十一条).
    guardian = fields.CharField(max_length=50, default="", db_default="")
    guardian_consented_at = fields.DatetimeField(null=True)
    erased_at = fields.DatetimeField(null=True)
    # 编号 of this person's newest entry: raising it locks the person and numbers the entry in one write.
    last_entry_number = fields.IntField(default=0)
    # Minutes after midnight, Asia/Shanghai.
    remind_at = fields.SmallIntField(default=18 * 60)
    reminders_on = fields.BooleanField(default=True)
    reminders_paused_until = fields.DateField(null=True)
    # 关怀模式 of the phone pages.
    larger_type = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "person"
        indexes = (Index(fields=("name",)),)


class RoleHeld(Model):
    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("models.Person", related_name="roles")
    role = fields.CharEnumField(Role, max_length=20)
    organization: fields.ForeignKeyRelation[Organization] = fields.ForeignKeyField(
        "models.Organization", related_name="roles"
    )

    class Meta:
        table = "role_held"
        unique_together = (("person", "role", "organization"),)
        indexes = (Index(fields=("organization_id", "role")),)


class Invitation(Model):
    """A single-use code that lets its person in, while the last four digits of the phone confirm it."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="invitations"
    )
    code = fields.CharField(max_length=8, unique=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    wrong_answers = fields.SmallIntField(default=0)
    locked_until = fields.DatetimeField(null=True)

    class Meta:
        table = "invitation"


class Identity(Model):
    """微信身份: one openid in one app, and the person behind it once bound."""

    id = fields.IntField(primary_key=True)
    app = fields.CharField(max_length=32)
    openid = fields.CharField(max_length=64)
    unionid = fields.CharField(max_length=64, null=True)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "models.Person", related_name="identities", null=True
    )
    follows = fields.BooleanField(default=True)
    bound_at = fields.DatetimeField(null=True)
    # Wrong 绑定 codes of a stranger, so that codes can't be tried out.
    wrong_codes = fields.SmallIntField(default=0)
    codes_locked_until = fields.DatetimeField(null=True)
    # The menu that the platform was told to show, by the name of domain/menus.py; when to tell it anew.
    menu = fields.CharField(max_length=40, default="", db_default="")
    menu_due_at = fields.DatetimeField(null=True)
    consented_version = fields.CharField(max_length=20, null=True)
    consented_at = fields.DatetimeField(null=True)

    class Meta:
        table = "identity"
        # A person has one account in each app; those of strangers have no person, and NULLs differ.
        unique_together = (("app", "openid"), ("app", "person"))
        indexes = (Index(fields=("person_id",)), Index(fields=("unionid",)))
