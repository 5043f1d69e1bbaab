settings = {
  public  = false
  encrypt = true
  keep    = 14
}
