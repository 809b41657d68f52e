{{/* Name of the chart, or what stands in for it. */}}
{{- define "millrace.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" }}
{{- end }}

{{/* Prefix of every resource name; room is left for the longest suffix within 63 characters. */}}
{{- define "millrace.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- $name := include "millrace.name" . }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* Labels that choose the pods of a component. They can't be changed later. Takes (dict "root" $ "component" name). */}}
{{- define "millrace.selectorLabels" -}}
app.kubernetes.io/name: {{ include "millrace.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{/* Labels of a pod: nothing that changes with the chart's version alone, which would be a restart for nothing. Takes the same. */}}
{{- define "millrace.podLabels" -}}
{{ include "millrace.selectorLabels" . }}
app.kubernetes.io/part-of: millrace
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Labels of a resource. Takes (dict "root" $ "component" name). */}}
{{- define "millrace.labels" -}}
{{ include "millrace.podLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "millrace.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "millrace.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "millrace.image" -}}
{{- with .Values.image }}
{{- if .digest }}{{ .repository }}@{{ .digest }}{{ else }}{{ .repository }}:{{ default $.Chart.AppVersion .tag }}{{ end }}
{{- end }}
{{- end }}

{{/*
The workloads that are on, as YAML: name → its settings over the defaults, and the service whose program it runs. Each service is one;
with a broker there is also `ingestion-mqtt`: a broker keeps a session, with what it holds for us, under a client's name, and a
Sparkplug host application is one. So MQTT comes in through exactly one pod of a fixed name, beside as many as wanted for HTTP.
*/}}
{{- define "millrace.workloads" -}}
{{- range $name, $own := .Values.services }}
{{- $workload := mergeOverwrite (deepCopy $.Values.serviceDefaults) (deepCopy (default dict $own)) (dict "program" $name) }}
{{- if $workload.enabled }}
{{ $name }}:
  {{- toYaml $workload | nindent 2 }}
{{- end }}
{{- end }}
{{- if .Values.mqtt.url }}
{{- $single := dict "program" "ingestion" "replicas" 1 "autoscaling" (dict "enabled" false) "recreate" true }}
ingestion-mqtt:
  {{- mergeOverwrite (deepCopy .Values.serviceDefaults) (deepCopy (default dict .Values.services.ingestion)) (deepCopy .Values.mqtt.workload) $single | toYaml | nindent 2 }}
{{- end }}
{{- end }}

{{/* The "restricted" Pod Security Standard, for every pod of the chart. */}}
{{- define "millrace.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "millrace.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
