# Packages are installed in one stage and copied: no compiler and no pip cache in what runs.
FROM python:3.11-slim AS packages
COPY requirements/run.txt /run.txt
RUN python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /run.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/static \
    NUMBA_CACHE_DIR=/tmp/numba
RUN useradd --system --uid 10001 --home-dir /srv/tailorline tailorline
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/tailorline
COPY . .
RUN COLLECTED_STATIC=true DEMO_DIR=/tmp/build python manage.py collectstatic --noinput \
 && python -m compileall -q . \
 && rm -rf /tmp/build
USER tailorline
ENV DEPLOYMENT=production
EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000"]
