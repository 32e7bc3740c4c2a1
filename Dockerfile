# netdash in a container: docs/hosting.md, "A container", says how to run it. Debian 12 carries Python 3.11
# and its security updates until June 2028.
FROM docker.io/library/debian:bookworm-slim AS base
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends ca-certificates python3 \
 && rm -rf /var/lib/apt/lists/*

FROM base AS build
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends python3-venv
COPY requirements.txt /
RUN python3 -m venv /venv && /venv/bin/pip install --no-cache-dir --requirement /requirements.txt

FROM base
RUN useradd --system --uid 10001 --user-group --home-dir /tmp --shell /usr/sbin/nologin netdash \
 && install --directory --owner netdash --group netdash --mode 700 /data
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# Nothing is written here later, so the bytecode is made now.
RUN /venv/bin/python -m compileall -q app.py pages netdash
USER 10001:10001
ENV PATH=/venv/bin:$PATH LANG=C.UTF-8 HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    WEBSOCKETS_MAX_LINE_LENGTH=65536 NETDASH_FILE=/data/netdash.json
VOLUME /data
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/health', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true"]
