resource "aws_lightsail_instance" "web" {
  name              = "web"
  availability_zone = "us-east-1b"
  blueprint_id      = "amazon_linux_2"
  bundle_id         = "nano_3_0"
  user_data         = "sudo yum install -y httpd"
}

resource "aws_lightsail_static_ip" "web" {
  name = "web"
}

resource "aws_lightsail_static_ip_attachment" "web" {
  static_ip_name = aws_lightsail_static_ip.web.id
  instance_name  = aws_lightsail_instance.web.id
}

resource "aws_lightsail_instance_public_ports" "web" {
  instance_name = aws_lightsail_instance.web.name

  port_info {
    protocol  = "tcp"
    from_port = 80
    to_port   = 80
  }
}

resource "aws_route53_record" "web" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = "web.example.com"
  type    = "A"
  ttl     = 300
  records = [aws_lightsail_static_ip.web.ip_address]
}

resource "aws_lightsail_container_service" "shop" {
  name  = "shop"
  power = "nano"
  scale = 1
}
