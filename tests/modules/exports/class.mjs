export default class {
  hello() {
    return "hello from " + this.constructor.name;
  }
}
