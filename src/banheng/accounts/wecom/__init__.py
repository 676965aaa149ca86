"""Sign in by WeCom 企业微信, for which allauth has no provider.

Source: developer.work.weixin.qq.com, document 98151 (web sign-in), 91039 (access token), 91023 (member of a code).
"""
