{{/*
What a service and a job are told through their environment. Plain settings go to a ConfigMap (services) or are inline (jobs, which
run before any ConfigMap of the release is there); what is secret is always a reference.
*/}}

{{/* Settings of every program that talks to Kafka. */}}
{{- define "millrace.kafkaSettings" -}}
KAFKA_BROKERS: {{ join "," .Values.kafka.brokers | quote }}
KAFKA_TLS: {{ .Values.kafka.tls | quote }}
{{- with .Values.kafka.sasl.mechanism }}
KAFKA_SASL_MECHANISM: {{ . | quote }}
{{- end }}
{{- end }}

{{/* Takes the root. */}}
{{- define "millrace.clickhouseSettings" -}}
CLICKHOUSE_URL: {{ .Values.clickhouse.url | quote }}
CLICKHOUSE_DATABASE: {{ .Values.clickhouse.database | quote }}
{{- end }}

{{/* Where further certificate authorities are mounted, if there are any. */}}
{{- define "millrace.certificateSettings" -}}
{{- with .Values.trustedCertificates.existingConfigMap }}
{{- if .name }}
NODE_EXTRA_CA_CERTS: /etc/millrace/certificates/{{ .key }}
{{- end }}
{{- end }}
{{- end }}

{{/* Everything in a workload's ConfigMap. Takes (dict "root" $ "name" name "workload" settings). */}}
{{- define "millrace.workloadSettings" -}}
{{- with .root -}}
{{ include "millrace.kafkaSettings" . }}
SCHEMA_REGISTRY_URL: {{ .Values.schemaRegistry.url | quote }}
SCHEMA_AUTO_REGISTER: {{ not .Values.jobs.contracts.enabled | quote }}
HTTP_HOST: "0.0.0.0"
HTTP_PORT: "8080"
API_TOKENS_FILE: /etc/millrace/api-tokens/tokens.json
{{- with .Values.identity.oidc }}
{{- if .issuer }}
OIDC_ISSUER: {{ .issuer | quote }}
OIDC_AUDIENCE: {{ .audience | quote }}
OIDC_TENANT_CLAIM: {{ .tenantClaim | quote }}
OIDC_GROUPS_CLAIM: {{ .groupsClaim | quote }}
{{- with .defaultTenant }}
OIDC_DEFAULT_TENANT: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- if .Values.identity.grants.existingSecret.name }}
ACCESS_GRANTS_FILE: /etc/millrace/grants/grants.json
{{- end }}
LOG_LEVEL: {{ .Values.logLevel | quote }}
OTEL_TRACES_SAMPLER_ARG: {{ .Values.tracing.sampleRatio | quote }}
{{- with .Values.tracing.otlpEndpoint }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ . | quote }}
{{- end }}
{{- include "millrace.certificateSettings" . }}
{{- end }}
SHUTDOWN_DEADLINE_SECONDS: {{ .workload.shutdownSeconds | quote }}
NODE_OPTIONS: {{ printf "--enable-source-maps --max-old-space-size-percentage=%v" .workload.heapPercentage | quote }}
{{- if eq .name "ingestion-mqtt" }}
MQTT_URL: {{ .root.Values.mqtt.url | quote }}
MQTT_CLIENT_ID: {{ include "millrace.fullname" .root }}-ingestion
{{- end }}
{{- if and (eq .name "alerting") .root.Values.webhooks.existingSecret.name }}
WEBHOOKS_FILE: /etc/millrace/webhooks/webhooks.json
{{- end }}
{{- if eq .name "reporting" }}
{{ include "millrace.clickhouseSettings" .root }}
RUN_MIGRATIONS: {{ not .root.Values.jobs.migrations.enabled | quote }}
{{- end }}
{{- with .workload.env }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* An entry of `env` that reads a key of a Secret. Takes (list NAME secret key). */}}
{{- define "millrace.secretEntry" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end }}

{{/* The user and the password of an `existingSecret`. Takes (list NAME_OF_USER NAME_OF_PASSWORD existingSecret). */}}
{{- define "millrace.credentialEntries" -}}
{{- $secret := index . 2 -}}
{{ include "millrace.secretEntry" (list (index . 0) $secret.name $secret.usernameKey) }}
{{ include "millrace.secretEntry" (list (index . 1) $secret.name $secret.passwordKey) }}
{{- end }}

{{/* Takes the root. */}}
{{- define "millrace.kafkaSecrets" -}}
{{- with .Values.kafka.sasl }}
{{- if .mechanism }}
{{- if not .existingSecret.name }}
{{- fail "kafka.sasl.existingSecret.name: needed when kafka.sasl.mechanism is set" }}
{{- end }}
{{ include "millrace.credentialEntries" (list "KAFKA_SASL_USERNAME" "KAFKA_SASL_PASSWORD" .existingSecret) }}
{{- end }}
{{- end }}
{{- end }}

{{/* Takes the root. */}}
{{- define "millrace.clickhouseSecrets" -}}
{{ include "millrace.credentialEntries" (list "CLICKHOUSE_USER" "CLICKHOUSE_PASSWORD" .Values.clickhouse.existingSecret) }}
{{- end }}

{{/* Everything in a workload's `env`. Takes what workloadSettings takes. */}}
{{- define "millrace.workloadSecrets" -}}
{{- include "millrace.kafkaSecrets" .root }}
{{- if and (eq .name "ingestion-mqtt") .root.Values.mqtt.existingSecret.name }}
{{ include "millrace.credentialEntries" (list "MQTT_USERNAME" "MQTT_PASSWORD" .root.Values.mqtt.existingSecret) }}
{{- end }}
{{- if eq .name "reporting" }}
{{ include "millrace.clickhouseSecrets" .root }}
{{- end }}
{{- range $name, $secret := .workload.secretEnv }}
{{ include "millrace.secretEntry" (list $name $secret.name $secret.key) }}
{{- end }}
{{- end }}

{{/* name: value lines → entries of `env`. */}}
{{- define "millrace.inlineEntries" -}}
{{- range $name, $value := fromYaml . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}
