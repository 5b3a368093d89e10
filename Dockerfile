FROM python:3.11-slim
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY alembic alembic
COPY quotesdb quotesdb
RUN pip install --no-cache-dir '.[web,mcp,postgres]' && useradd --create-home quotesdb && install -d -o quotesdb /data
USER quotesdb
ENV QUOTESDB_DB=/data/quotes.db
VOLUME /data
EXPOSE 8000
ENTRYPOINT ["quotesdb"]
CMD ["--help"]
