from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "banheng.development.posts"
    default_auto_field = "django.db.models.BigAutoField"
