{{/* Volumes of a pod: its only writable folder, and the certificate authorities. Takes the root. */}}
{{- define "millrace.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- with .Values.trustedCertificates.existingConfigMap }}
{{- if .name }}
- name: certificates
  configMap:
    name: {{ .name }}
    items: [{ key: {{ .key | quote }}, path: {{ .key | quote }} }]
{{- end }}
{{- end }}
{{- end }}

{{- define "millrace.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.trustedCertificates.existingConfigMap.name }}
- name: certificates
  mountPath: /etc/millrace/certificates
  readOnly: true
{{- end }}
{{- end }}
