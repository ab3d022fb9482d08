# Two images: `app` (API, migrations) and `apertium` (workers: the same, with a translation engine).
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
# The image has Node 24 itself: the install script that would fetch another one is left out.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.ts scripts/
COPY src src
COPY workers workers
COPY locales locales
COPY examples examples
RUN node scripts/build.ts && npm prune --omit=dev --ignore-scripts

FROM ${NODE_IMAGE} AS app
ENV NODE_ENV=production
WORKDIR /app
COPY LICENSE NOTICE package.json ./
COPY bin bin
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
USER node
EXPOSE 4747
ENTRYPOINT ["node", "/app/bin/interlinear.js"]
CMD ["serve"]

FROM app AS apertium
USER root
RUN apt-get update \
  && apt-get install --yes --no-install-recommends \
    apertium \
    apertium-eng-cat \
    apertium-eng-spa \
    apertium-fr-es \
    apertium-fra-cat \
    apertium-spa-cat \
  && rm -rf /var/lib/apt/lists/*
USER node
CMD ["worker"]
