export * from './stack-index.ts';
export { writeEndpoints, pageAddress } from './product/endpoints.ts';
export { CONTROL_SYSTEM_MQTT_USER, GATEWAY_MQTT_USER, INGESTION_MQTT_USER } from './product/mqtt-users.ts';
export { type Product, type ProductOptions, startProduct } from './product/product.ts';
export { ALLOCATOR, SERVICE_NAMES, type ServiceName } from './product/service-environment.ts';
export type { ServiceProcess } from './product/service-process.ts';
