# The server, as an image: `docker build -t relata .`. It runs as nobody in particular, and its root may be read-only. What it keeps is in
# the PostgreSQL of RELATA_DATABASE_URL, or, with RELATA_DB=/data/authz.db, in the volume /data. The model is mounted at /config.

FROM node:24-bookworm-slim AS build
# better-sqlite3 is compiled where there is no binary of it.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
WORKDIR /house
ENV CI=true
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile && npx tsc -b apps/server
# Only what the server needs when it runs, of the versions that the lockfile has.
RUN npx -y pnpm@12.21.0 --filter @relata/server deploy --prod --config.inject-workspace-packages=true /server

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 RELATA_LOG_JSON=info RELATA_MODEL=/config/authz.relata
COPY --from=build /server /server
RUN mkdir /data /config && chown node:node /data
WORKDIR /data
USER node
VOLUME /data
EXPOSE 8787
# Whether it lives: whoever begins it anew, where its database is away, would only end its streams. Balancers ask /readyz.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself gets the signal, and ends requests and streams before it ends.
STOPSIGNAL SIGTERM
# Why so much for young objects: those of many requests at once would else be copied again and again.
CMD ["node", "--max-semi-space-size=64", "/server/dist/main.js"]
