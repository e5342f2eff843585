# syntax=docker/dockerfile:1
# Pin by digest with --build-arg NODE_IMAGE=node:26-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:26-bookworm-slim

FROM ${NODE_IMAGE} AS builder
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1 NEXT_OUTPUT=standalone
# Building needs the development dependencies; only the traced output leaves this stage, without the 50 MB that say what was traced.
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && node tools/bundle.mjs dist migrate worker doctor perin && find .next/standalone -name '*.nft.json' -delete

FROM ${NODE_IMAGE} AS runner
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Perin" \
      org.opencontainers.image.description="A digital delegate that you run yourself" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 HOSTNAME=0.0.0.0 PORT=3000 DATA_DIR=/data NEXT_MANUAL_SIG_HANDLE=true KEEP_ALIVE_TIMEOUT=65000 npm_package_version=${VERSION}
# Everything here belongs to root: its own user can write /data and nothing else.
COPY --from=builder /app/LICENSE ./
COPY --from=builder /app/.next/standalone ./
COPY --from=builder /app/.next/static ./.next/static
# node migrate.mjs, worker.mjs, doctor.mjs, perin.mjs: the same commands as npm run …, in one file each.
COPY --from=builder /app/dist ./
COPY --from=builder /app/migrations ./migrations
COPY --from=builder /app/docs/errors ./docs/errors
RUN mkdir -p /data .next/cache && chown node:node /data && ln -sfn /tmp .next/cache/images
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/api/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "server.js"]
