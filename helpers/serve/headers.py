"""What every answer tells the browser: load nothing from elsewhere, and tell nobody where you have been."""


def headers(port: int) -> dict[str, str]:
    """The headers of a server on that port.

    Widgets come as modules at `blob:` addresses and bring their own styles. Scripts within a page don't run, so that
    markup in what people typed could do nothing even if it got there.
    """
    policy = {
        "default-src": "'self'",
        "script-src": "'self' blob:",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' ws://127.0.0.1:{port} ws://localhost:{port}",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return {
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
