export { openMongoReadModels, type MongoReadModelsOptions } from './mongo-read-models.ts';
