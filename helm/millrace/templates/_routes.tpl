{{/*
Who answers under which path of the one address: the local proxy's routes (deploy/local/src/proxy/routes.ts; a test compares them).
An alarm is acknowledged where it is decided, and read where its projection is: the one route that depends on more than a prefix.
Everything that isn't listed is reporting's.
*/}}
{{- define "millrace.routes" -}}
/v1/telemetry: ingestion
/v1/devices: ingestion
/v1/assets: enrichment
/v1/asset-types: enrichment
/v1/type-packs: enrichment
/v1/corrections: enrichment
/v1/anomaly-detection: anomaly-detection
/v1/rules: alerting
{{- end }}
