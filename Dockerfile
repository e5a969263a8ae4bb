# syntax=docker/dockerfile:1

# The h5 pages of a bank: no personas, employees sign in by a one-use code.
FROM node:20-slim AS pages
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY server/embedded-mongo/package.json server/embedded-mongo/
COPY miniprogram/package.json miniprogram/
COPY tests/package.json tests/
RUN npm ci --workspace miniprogram --include-workspace-root --no-audit --no-fund
COPY tsconfig.base.json project.config.json ./
COPY shared/src shared/src
COPY miniprogram miniprogram
RUN BUILD_PERSONAS=false npm run build:h5

# What the server needs to run, and nothing else.
FROM node:20-slim AS packages
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY server/embedded-mongo/package.json server/embedded-mongo/
COPY miniprogram/package.json miniprogram/
COPY tests/package.json tests/
RUN npm ci --omit=dev --workspace server --workspace server/embedded-mongo --workspace shared --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data H5_DIR=/app/pages
WORKDIR /app
COPY --from=packages /app ./
COPY tsconfig.base.json ./
COPY shared shared
COPY server server
COPY --from=pages /app/miniprogram/dist/h5 pages
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "server/src/main.ts"]
