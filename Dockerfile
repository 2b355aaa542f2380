# syntax=docker/dockerfile:1
FROM node:20-bookworm-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY views/static views/static
RUN node views/static/build.mjs

FROM golang:1.26-bookworm AS build
ARG VERSION=container
WORKDIR /src
COPY go.mod go.sum ./
COPY tools/nopurego tools/nopurego
RUN go mod download
COPY . .
COPY --from=assets /src/views/static/dist views/static/dist
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X lumbung/cli.version=${VERSION}" -o /lumbung . \
 && mkdir /data

FROM scratch
COPY --from=build /lumbung /lumbung
COPY --from=build --chown=65532:65532 /data /data
VOLUME /data
USER 65532:65532
EXPOSE 8080
ENV LUMBUNG_DATA=/data LUMBUNG_LISTEN=0.0.0.0:8080
HEALTHCHECK --interval=30s --timeout=3s CMD ["/lumbung", "health"]
ENTRYPOINT ["/lumbung"]
CMD ["serve"]
